extension SafetyLists {
    /// The commonest given names of several countries. Names that are everyday words too, such as "rose", "amber", "grace"
    /// and "hope", pass alone, and so do those of figures of myth and scripture.
    static let givenNames = Set(
        words(
            """
            aaron abby abdul abigail adam addison adeline adrian agnieszka ahmed aiden aisha akira alan albert alejandro
            alessandro alex alexander alexandra alexei alfred alice alicia allison alvaro alyssa amanda amelia amelie
            amira amy anders andrea andreas andrew andy angela anita anjali anna annabelle anne annie anthony antoine
            anton antonella antonio anya ariana arianna arjun arnold arthur ashley astrid aubrey ava barbara barney
            barry bart beatrice becky ben benjamin benny benoit bernard bernie beth betty beverly bilal billy bjorn bob
            boris bradley brandon brenda brent brett brian brianna brittany brody brooke bruce bryan caleb cameron
            candice carl carla carlos carly carmen caroline catherine cathleen cathy cecilia celia celine chantal
            charles charlie charlotte cheryl chiara chinedu chloe chris christina christine christopher cindy claire
            clara claude clifford clint clyde cody colin colton connor corey courtney craig curtis cynthia dana daniel
            danielle darlene darnell darren daryl dave david debbie deborah debra deepak denise dennis derek diane diego
            dmitri dolores dominic dominik dominique donald donna doreen doris dorothy doug douglas dwayne dwight dylan
            eddie edgar edith edmund edna eduardo edward edwin eileen elaine eleanor elena eli elias elisabeth elise
            eliza elizabeth ella ellen ellie ellis elmer elsa elsie emilia emilio emily emma enrique eric erik erika
            erin ernest ernie esme estelle esther ethan ethel eugene eva evan evelyn evie fatima felicia felipe felix
            fernando fiona florian floyd francesca francesco francine francis francisco francois fred freddie frederick
            frida friedrich gabriel gabriela gabriella gail gareth garrett gary gavin genevieve geoff geoffrey george
            georgina gerald gerard gertrude gilbert gilles gina giovanni giulia giuseppe gladys glenda glenn gonzalo
            gordon gracie graham greg gregory guillaume guillermo gunther gustav gwen gwendolyn hailey hannah hans
            harold harriet harry haruki harvey hasan hassan heidi heinrich helen helmut henrik henry herbert herman
            hilary hiroshi horace howard hubert hugh hugo hussein ian ibrahim ignacio igor ilse imelda imogen ines inez
            ingrid irene irina irma irving isaac isabel isabella isla ivan ivana jackie jacob jacqueline jacques jake
            jamal james jamie jane janelle janet janice janine jared jason javier jayden jeanette jeannie jeff jeffrey
            jenna jennifer jenny jeremy jerome jerry jess jessica jessie jill jillian jim jimmy jiri joan joanna joao
            joaquin jody joe joel johan johann johanna john johnnie johnny jon jonas jonathan jorge jose josef joseph
            josephine josh joshua josie joyce juan juana juanita judith judy julia julian julie juliette julius jurgen
            justin kara karen karim karl kasia kate katherine kathleen kathryn kathy katie katya kay kayla kaylee keisha
            keith kelly kelsey kendra kenji kenneth kevin khadija khalid kimberly klaus kofi krista kristen kristin
            kristina krzysztof kurt kwame kyle kylie lamar landon lara larry lars latoya laura lauren laurent layla leah
            leila lena lenny leon leonard leonardo leroy leslie lester leticia lewis liam lillian linda lisa lloyd logan
            lois lola lorenzo loretta lori lottie lou louie louis louise lucas lucia lucille lucinda lucy ludwig luigi
            luis lukas luke luther lydia lyle lynn mabel mackenzie madeline mae maggie magnus maisie makayla malcolm
            mandy manuel marcia marco marcus margaret margaux margie maria marian marianne marie marilyn mario marion
            marissa marjorie marla marlene marlon marsha martha martin martina marvin mary mateo mathew matilda matteo
            matthew matthias maud maureen maurice maxine megan mei mel melanie melinda melissa meredith mia michael
            michaela michelle mick mickey miguel mike mikhail mildred millie milton mindy minnie miranda miriam mitchell
            mohamed mohammed moira molly mona monica moritz morris muhammad muriel mustafa myra nadia nadine nancy naoko
            naomi natalia natalie natalya natasha nate nathan ned neil ngozi nicholas nicole nigel nikki nikolai nina
            noah nora norma norris oksana olaf olga oliver olivia olivier omar otis otto owen pablo pamela paola paolo
            patricia patrick paul paula paulina pauline pavel pedro peggy percy pete peter phil philip philipp philippe
            phillip phyllis pierre piotr polly preston priya quentin rachel rafael rahul rajesh ralph ramon ramona
            randall randolph raquel rashid raul raymond rebecca rebekah reginald rene rhonda ricardo richard ricky rita
            robert roberta roberto rodney rodrigo roger roland rolf ron ronald ronnie rory rosa rosalie rosalind roscoe
            rosie rowena roxanne roy rudy rufus rupert russell ruth ryan sabrina sadie sally sam samantha sammy samuel
            sandra sanjay sara sarah sasha scott seamus sean sebastian selena sergei sergio shane sharon shaun shawn
            sheila shelly sherri shirley sidney silvia simon simone sofia sonia sonya sophia sophie stacy stanley stefan
            stefano stephanie stephen steve steven stewart stuart susan suzanne sven svetlana sylvia sylvie tabitha
            takashi tamara tanya tara tariq tasha tatiana ted teresa terrance terrence thelma theodore theresa thiago
            thierry thomas tiffany tim timothy tina tobias toby todd tom tomas tommy tony tonya tracey tracy travis
            trevor tricia trudy tyler tyrone ursula valerie vanessa vera vernon veronica veronique vicki vicky vijay
            vince vincent vivian vladimir wallace walter wanda wayne wendell wendy wesley wilbur wilfred wilhelm willard
            william willie wilma winifred winston wojciech wolfgang wyatt xavier yasmin yoko yolanda youssef yuri yusuf
            yvette yvonne zach zachary zack zainab zane zelda zoe zoey zofia
            """))
}
